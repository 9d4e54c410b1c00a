import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { closeCode } from './close-code.ts';
import { firstChannel, frameKinds, linkVersion, offerBytes } from './link-frame.ts';
import { firstCredit, leastPieceBytes, packetBytes, pieceBytes } from './link-packet.ts';
import { defaultHubLimits } from './limits.ts';

const text = readFileSync(new URL('PROTOCOL.md', import.meta.url), 'utf8');
const rows = Array.from(text.matchAll(/^\|(.*)\|$/gm), ([, row = '']) =>
  row.split('|').map((cell) => cell.trim()),
);
const written = (value: number) => value.toLocaleString('en-US');

describe('PROTOCOL.md', () => {
  test('names each frame with its number', () => {
    const numbered = rows.filter(([number, name]) => /^\d+$/.test(number ?? '') && name?.startsWith('`'));
    expect(
      Object.fromEntries(numbered.map(([number, name]) => [name?.replaceAll('`', ''), Number(number)])),
    ).toEqual(Object.fromEntries(Object.entries(frameKinds).map(([kind, { number }]) => [kind, number])));
  });

  test('names the direction and the lane of each frame', () => {
    const arrows = { up: '↑', down: '↓', both: '↑↓' };
    for (const [kind, { direction, lane }] of Object.entries(frameKinds)) {
      const row = rows.find(([, name]) => name === `\`${kind}\``);
      expect([kind, row?.[2], row?.[3]]).toEqual([kind, arrows[direction], String(lane)]);
    }
  });

  test('names each close code', () => {
    const codes = rows.map(([code]) => code ?? '').filter((code) => /^\d{4}$/.test(code));
    expect(codes).toEqual(Object.values(closeCode).map(String));
  });

  test('says which frames are bounded, and by how much', () => {
    const [, unbounded = '', offer, short] =
      /A frame with (.*?) has no bound of its own; an `offer` has at most (\d+) MiB .*?, any other at most (\d+) KiB\./.exec(
        text.replaceAll(/\s+/g, ' '),
      ) ?? [];
    const bounds = new Map(
      Array.from(unbounded.matchAll(/`(\w+)`/g), ([, kind = '']) => [kind, Infinity] as const),
    );
    bounds.set('offer', Number(offer) * 1024 * 1024);
    for (const [kind, { most }] of Object.entries(frameKinds)) {
      expect([kind, most]).toEqual([kind, bounds.get(kind) ?? Number(short) * 1024]);
    }
  });

  test('says the version and the bounds that are true', () => {
    expect(text).toContain(`version ${linkVersion}.`);
    expect(text).toContain(`channels from ${firstChannel} upwards`);
    expect(text).toContain(`at least ${written(leastPieceBytes)} bytes`);
    expect(text).toContain(`may send ${written(firstCredit)} bytes of data`);
    expect(text).toContain(`at most ${packetBytes / 1024} KiB`);
    expect(text).toContain(`pieces of at most ${pieceBytes / 1024} KiB`);
    expect(text).toContain(`at most ${written(defaultHubLimits.documentsPerLink)} channels`);
    expect(text).toContain(`an \`offer\` has at most ${offerBytes / 1024 / 1024} MiB`);
    expect(text).toContain(`${defaultHubLimits.documentBytes / 1024 / 1024} MiB unless`);
  });
});
