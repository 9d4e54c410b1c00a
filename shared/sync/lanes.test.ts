import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LaneIntake } from './lane-intake.ts';
import { LaneQueues, packetsOf } from './lane-queues.ts';
import { controlLane, firstChannel, linkVersion, logLane, type Lane } from './link-frame.ts';
import { firstCredit, PacketWriter, readPacket } from './link-packet.ts';

const large = 5 * 1024 * 1024;
const [channelA, channelB] = [firstChannel, (firstChannel + 1) as Lane];

function filled(size: number, seed = 1): Uint8Array {
  return new Uint8Array(size).map((_, index) => (index * 31 + seed) % 251);
}

/** Both ends, with nothing between them. */
function ends(...channels: readonly Lane[]) {
  const queues = new LaneQueues();
  const intake = new LaneIntake(large);
  for (const channel of channels) {
    queues.open(channel);
    intake.open(channel);
  }
  const frames: [Lane, Uint8Array][] = [];
  const packets: Uint8Array[] = [];
  const carry = (): boolean => {
    const packet = queues.take();
    if (!packet) return false;
    packets.push(packet);
    const read = intake.read(packet, (lane, frame) => {
      if (frame) frames.push([lane, frame.slice()]);
      return frame !== null;
    });
    expect(read).toEqual({ kind: 'read' });
    for (const [channel, bytes] of intake.grants()) queues.credit(channel, bytes);
    return true;
  };
  return { queues, intake, frames, packets, carry };
}

describe('what waits on a link', () => {
  test('[H2] frames of one turn share a packet, in order, and what is urgent goes first', () => {
    const { queues, frames, packets, carry } = ends();
    for (let index = 0; index < 100; index++) queues.push(logLane, Uint8Array.of(index));
    queues.push(controlLane, Uint8Array.of(200));
    while (carry());
    expect(packets).toHaveLength(1);
    expect(frames.map(([, frame]) => frame[0])).toEqual([200, ...Array.from({ length: 100 }, (_, at) => at)]);
  });

  test.each([0, 1, 64 * 1024, 64 * 1024 + 1, large])(
    '[H14] %d bytes arrive whole, no packet above 1 MiB',
    (size) => {
      for (const lane of [logLane, channelA]) {
        const { queues, frames, packets, carry } = ends(channelA);
        queues.push(lane, filled(size));
        while (carry());
        expect(frames.map(([of]) => of)).toEqual([lane]);
        expect(Buffer.compare(frames[0]?.[1] ?? Buffer.of(9), filled(size))).toBe(0);
        expect(Math.max(...packets.map(({ byteLength }) => byteLength))).toBeLessThan(300 * 1024);
      }
    },
  );

  test('a large document on one channel does not hold up the others, nor the log, nor they it', () => {
    const { queues, frames, carry } = ends(channelA, channelB);
    queues.push(channelA, filled(large));
    queues.push(logLane, filled(large));
    carry();
    queues.push(channelB, Uint8Array.of(1));
    queues.push(controlLane, Uint8Array.of(2));
    carry();
    expect(frames.map(([lane]) => lane)).toEqual([controlLane, channelB]);
    while (carry());
    expect(frames.map(([lane]) => lane).sort()).toEqual([controlLane, logLane, channelA, channelB]);
  });

  test('a channel sends no more than it has credit for, and the others go on', () => {
    const queues = new LaneQueues();
    for (const channel of [channelA, channelB]) queues.open(channel);
    queues.push(channelA, filled(large));
    let sent = 0;
    for (let packet = queues.take(); packet; packet = queues.take()) sent += packet.byteLength;
    expect(sent).toBeGreaterThan(firstCredit - 10);
    expect(sent).toBeLessThan(firstCredit + 100);
    expect(queues.ready).toBe(false);
    queues.push(channelB, Uint8Array.of(1));
    expect(queues.take()).not.toBeNull();
    queues.credit(channelA, 10_000);
    expect(queues.take()?.byteLength).toBeGreaterThan(10_000);
  });

  test('a channel ends behind what it had to send; one that is dropped ends at once', () => {
    const { queues, frames, carry } = ends(channelA, channelB);
    queues.push(channelA, filled(firstCredit * 2));
    queues.finish(channelA, Uint8Array.of(7));
    queues.push(channelB, filled(firstCredit * 2));
    queues.drop(channelB);
    while (carry());
    expect(frames.map(([lane]) => lane)).toEqual([channelA, controlLane]);
    expect(queues.bytes).toBe(0);
  });

  test('whatever is sent arrives, lane by lane in its order', () => {
    const lane = fc.constantFrom(controlLane, logLane, channelA, channelB);
    const step = fc.oneof(
      fc.record({ lane, size: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 300_000 })) }),
      fc.constant('carry' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { queues, frames, carry } = ends(channelA, channelB);
        const sent: [Lane, number][] = [];
        steps.forEach((one, index) => {
          if (one === 'carry') carry();
          else {
            const frame = filled(Math.max(1, one.size), index);
            queues.push(one.lane, frame);
            sent.push([one.lane, hash(frame)]);
          }
        });
        while (carry());
        const came = frames.map(([of, frame]): [Lane, number] => [of, hash(frame)]);
        for (const one of [controlLane, logLane, channelA, channelB]) {
          expect(came.filter(([of]) => of === one)).toEqual(sent.filter(([of]) => of === one));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('what comes over a link', () => {
  type Piece = readonly [lane: Lane, size: number, more: boolean];
  const read = (intake: LaneIntake, ...pieces: readonly Piece[]) => {
    const packet = new PacketWriter();
    for (const [lane, size, more] of pieces) packet.add(lane, new Uint8Array(size), more);
    return intake.read(packet.packet() ?? new Uint8Array(), (_, frame) => frame !== null).kind;
  };

  test('[H14] more than a frame may have is not kept', () => {
    const intake = new LaneIntake(10_000);
    expect(read(intake, [logLane, 5_000, true], [logLane, 5_001, false])).toBe('bad');
    expect(read(new LaneIntake(10_000), [logLane, 10_000, false])).toBe('read');
  });
  test('[H14] nobody splits so finely that it costs more than the bytes', () => {
    expect(read(new LaneIntake(large), [logLane, 4_095, true])).toBe('bad');
    expect(read(new LaneIntake(large), [logLane, 4_096, true])).toBe('read');
  });
  test('a channel that takes more than it was given, or was never opened, is bad; one that is over is not heard', () => {
    const intake = new LaneIntake(large);
    expect(read(intake, [channelA, 1, false])).toBe('bad');
    expect(intake.open(channelA)).toBe(true);
    expect(intake.open(channelA)).toBe(false);
    expect(read(intake, [channelA, firstCredit, true])).toBe('read');
    expect(read(intake, [channelA, 1, false])).toBe('bad');
    intake.close(channelA);
    expect(read(intake, [channelA, 1, false])).toBe('read');
    expect(intake.open(channelA)).toBe(false);
  });
  test('[H14] a thousand channels that never end their frames are given no more than a bound', () => {
    const intake = new LaneIntake(16 * 1024 * 1024);
    const allowed = new Map<Lane, number>();
    for (let number = 0; number < 1000; number++) {
      const channel = (firstChannel + number) as Lane;
      intake.open(channel);
      allowed.set(channel, firstCredit);
    }
    let taken = 0;
    for (let round = 0; round < 20; round++) {
      for (const [channel, bytes] of allowed) {
        if (bytes < 4_096) continue;
        expect(read(intake, [channel, bytes, true])).toBe('read');
        allowed.set(channel, 0);
        taken += bytes;
      }
      for (const [channel, bytes] of intake.grants()) allowed.set(channel, bytes);
    }
    expect(taken).toBeLessThan(120 * 1024 * 1024);
    expect(allowed.get(firstChannel)).toBeGreaterThan(4_096);
  });
  test('[H15] a thousand channels that had something small and are idle make none of them slow', () => {
    const intake = new LaneIntake(16 * 1024 * 1024);
    const large = (firstChannel + 1000) as Lane;
    for (let number = 0; number < 1000; number++) {
      const channel = (firstChannel + number) as Lane;
      intake.open(channel);
      expect(read(intake, [channel, number % 2 ? 40_000 : 100, false])).toBe('read');
      intake.grants();
    }
    intake.open(large);
    expect(read(intake, [large, firstCredit, true])).toBe('read');
    const [grant] = intake.grants();
    expect(grant?.[0]).toBe(large);
    expect(grant?.[1]).toBeGreaterThan(2 * firstCredit);
  });
  test('[H15] with many unfinished frames the channel that began first goes on, whatever the log has begun', () => {
    const intake = new LaneIntake(64 * 1024 * 1024);
    expect(read(intake, [logLane, firstCredit, true])).toBe('read');
    for (let number = 0; number < 1000; number++) {
      const channel = (firstChannel + number) as Lane;
      intake.open(channel);
      expect(read(intake, [channel, firstCredit, true])).toBe('read');
    }
    expect(intake.grants().map(([channel]) => channel)).toEqual([firstChannel]);
  });
  test('a packet of another version says which', () => {
    const packet = new Uint8Array(packetsOf({ kind: 'pulse' })[0] ?? []);
    expect(readPacket(packet, () => true)).toEqual({ kind: 'read' });
    packet[0] = 99;
    expect(readPacket(packet, () => true)).toEqual({ kind: 'otherVersion', version: 99 });
  });
  test('whatever bytes come, reading never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readPacket(bytes, () => true);
        readPacket(Uint8Array.of(linkVersion, ...bytes), () => true);
      }),
    );
  });
});

function hash(bytes: Uint8Array): number {
  let value = bytes.byteLength;
  for (const byte of bytes) value = (Math.imul(value, 31) + byte) | 0;
  return value;
}
