import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { firstChannel, logLane, type Lane } from './link-frame.ts';
import { readPacket } from './link-packet.ts';
import { LinkSender } from './link-sender.ts';

const channel = firstChannel;

/** Time in steps, and a socket that takes so many bytes in each. */
function wire({ bytesPerStep, gather }: { bytesPerStep: number; gather?: (sender: LinkSender) => void }) {
  let now = 0;
  let turn: (() => void)[] = [];
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  const clock: Clock = {
    now: () => now,
    soon: (task) => void turn.push(task),
    after(milliseconds, task) {
      const timer = { at: now + milliseconds, task };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
  };
  const sent = new Map<Lane, number>();
  const socket = {
    bufferedAmount: 0,
    send(packet: Uint8Array) {
      socket.bufferedAmount += packet.byteLength;
      readPacket(packet, (lane, body) => {
        sent.set(lane, (sent.get(lane) ?? 0) + body.byteLength);
        return true;
      });
    },
    close: () => undefined,
  };
  const sender: LinkSender = new LinkSender({ clock, socket, gather: () => gather?.(sender) });
  sender.speak();
  const step = () => {
    now++;
    socket.bufferedAmount = Math.max(0, socket.bufferedAmount - bytesPerStep);
    for (const timer of [...timers]) {
      if (timer.at <= now && timers.delete(timer)) timer.task();
    }
    for (let tasks = turn; tasks.length > 0; tasks = turn) {
      turn = [];
      for (const task of tasks) task();
    }
  };
  const fill = (bytes: number) => {
    sender.open(channel);
    sender.credit(channel, Infinity);
    sender.push(channel, new Uint8Array(bytes));
  };
  return { sender, sent, timers, step, fill };
}

test('one look at a full socket is waited for, whatever is said meanwhile, and none once it is over', () => {
  const { sender, timers, step, fill } = wire({
    bytesPerStep: 2_000,
    gather: (to) => {
      to.send({ kind: 'saved', channel, frames: 1 });
    },
  });
  fill(5_000_000);
  let most = 0;
  for (let steps = 0; steps < 1_000; steps++) {
    step();
    most = Math.max(most, timers.size);
  }
  expect(most).toBe(1);
  sender.push(logLane, Uint8Array.of(1));
  sender.stop();
  for (let steps = 0; steps < 10; steps++) step();
  expect(timers.size).toBe(0);
});

test('the log may have more while a channel has much to send', async () => {
  const { sender, sent, step, fill } = wire({ bytesPerStep: 50_000 });
  fill(20_000_000);
  for (let steps = 0; steps < 20; steps++) step();
  for (let entries = 0; entries < 10; entries++) {
    await sender.room();
    sender.push(logLane, new Uint8Array(20_000));
    step();
  }
  for (let steps = 0; steps < 100; steps++) step();
  expect(sent.get(logLane)).toBe(200_000);
  expect(sender.bytesOn(channel)).toBeGreaterThan(1_000_000);
  sender.stop();
});

test('what waits on a channel that is dropped is not waited for', () => {
  const { sender, step } = wire({ bytesPerStep: 50_000 });
  sender.open(channel);
  sender.push(channel, new Uint8Array(1_000_000));
  for (let steps = 0; steps < 1_000; steps++) step();
  let sent = false;
  sender.whenSent(() => {
    sent = true;
  });
  step();
  expect(sent).toBe(false);
  sender.drop(channel);
  step();
  expect(sent).toBe(true);
  sender.stop();
});
