import { describe, expect, test } from 'vitest';
import {
  assetFiles,
  fileOf,
  gzipSize,
  languages,
  openingSize,
  readClient,
  readManifest,
  shellFiles,
  workerFiles,
} from './client-files.ts';

/** Yjs leaves this name on globalThis to notice a second copy of itself; each copy in the bundle carries it once. */
const yjsMarker = '__ $YJS$ __';
const islandMarkers = ['react.transitional.element', 'ProseMirror', 'tiptap'];
const shellLimit = 90_000;

describe('the built client', () => {
  test('holds Yjs once for the page and at most once for the worker', () => {
    const holders = (files: readonly string[]): string[] =>
      files.filter((file) => file.endsWith('.js') && readClient(file).includes(yjsMarker));
    const ofPage = [...readManifest().values()].map((chunk) => chunk.file);
    expect(holders(ofPage)).toHaveLength(1);
    expect(holders(workerFiles()).length).toBeLessThanOrEqual(1);
  });

  test('opens without Yjs', () => {
    expect(shellFiles().filter((file) => readClient(file).includes(yjsMarker))).toEqual([]);
  });

  test('opens without React, Tiptap and ProseMirror', () => {
    for (const marker of islandMarkers) {
      const everywhere = assetFiles().filter(
        (file) => file.endsWith('.js') && readClient(file).includes(marker),
      );
      expect(everywhere, `${marker} is somewhere, or it is no marker`).not.toEqual([]);
      expect(
        shellFiles().filter((file) => everywhere.includes(file)),
        marker,
      ).toEqual([]);
      expect(
        workerFiles().filter((file) => everywhere.includes(file)),
        marker,
      ).toEqual([]);
    }
  });

  test('the worker starts without the rules and their tables', () => {
    const starts = workerFiles().filter((file) => /^assets\/worker-[^/]*\.js$/.test(file));
    expect(starts).toHaveLength(1);
    for (const marker of ['set_point_chilling', 'Mandarin / tangerine']) {
      const holders = workerFiles().filter((file) => readClient(file).includes(marker));
      expect(holders, `${marker} is somewhere, or it is no marker`).not.toEqual([]);
      expect(holders, marker).not.toContain(starts[0]);
    }
  });

  test(`opens with at most ${shellLimit / 1000} kB of JavaScript, the words of a language among them`, () => {
    const shell = shellFiles().filter((file) => file.endsWith('.js'));
    const size = openingSize();
    const first = [...shellFiles(), ...languages.map((language) => fileOf(`i18n/${language}.ts`))];
    const later = assetFiles().filter((file) => !first.includes(file) && !workerFiles().includes(file));
    process.stdout.write(
      `gzip: shell ${kB(size)}, its styles ${kB(gzipSize(shellFiles()) - gzipSize(shell))}, ` +
        `worker ${kB(gzipSize(workerFiles()))}, loaded later ${kB(gzipSize(later))}\n`,
    );
    expect(size).toBeLessThanOrEqual(shellLimit);
  });

  test('is precached whole, so that it opens with no network', () => {
    const worker = readClient('sw.js');
    for (const file of ['index.html', 'manifest.webmanifest', ...assetFiles()]) {
      expect(worker, file).toContain(`"${file}"`);
    }
  });

  test('keeps documents, links and health out of the offline fallback', () => {
    const denied = /denylist:\[(.*?)\]\}/.exec(readClient('sw.js'))?.[1];
    expect(denied).toBeDefined();
    for (const path of ['/sync', '/link', '/healthz', '/assets'])
      expect(denied).toContain(path.replace('/', '\\/'));
  });

  test('has no script or style in the page, so that the content security policy can refuse all of them', () => {
    const page = readClient('index.html');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });
});

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
