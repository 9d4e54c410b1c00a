import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { clientFolder } from '../../server/build.ts';

const chunkSchema = v.object({
  file: v.string(),
  isEntry: v.optional(v.boolean(), false),
  imports: v.optional(v.array(v.string()), []),
  dynamicImports: v.optional(v.array(v.string()), []),
  css: v.optional(v.array(v.string()), []),
});

/** The build manifest: what each chunk of the page imports. Workers are built apart and are not in it. */
export function readManifest(): ReadonlyMap<string, v.InferOutput<typeof chunkSchema>> {
  const content: unknown = JSON.parse(readClient('.vite/manifest.json'));
  return new Map(Object.entries(v.parse(v.record(v.string(), chunkSchema), content)));
}

/** The files a browser must load before the first view: the entry, what it imports statically, and their styles. */
export function shellFiles(): string[] {
  const manifest = readManifest();
  const files = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest.get(key);
    if (chunk === undefined) throw new Error(`${key} is not in the manifest`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css) files.add(style);
    chunk.imports.forEach(visit);
  };
  for (const [key, chunk] of manifest) if (chunk.isEntry) visit(key);
  return [...files];
}

/** Scripts that the page does not import: the workers and what they import. */
export function workerFiles(): string[] {
  const ofPage = new Set([...readManifest().values()].map((chunk) => chunk.file));
  return assetFiles().filter((file) => file.endsWith('.js') && !ofPage.has(file));
}

export function assetFiles(): string[] {
  return readdirSync(join(clientFolder, 'assets')).map((name) => `assets/${name}`);
}

export function readClient(file: string): string {
  return readFileSync(join(clientFolder, file), 'utf8');
}

/** In bytes, as a browser would fetch them. */
export function gzipSize(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(clientFolder, file))).length, 0);
}

export const languages = ['zh', 'en'] as const;

/** Bytes of JavaScript that the app opens with, gzip: the shell, and the words of the language that has more of them. */
export function openingSize(): number {
  const shell = shellFiles().filter((file) => file.endsWith('.js'));
  // Not imported statically, but nothing is painted without one of them.
  const words = languages.map((language) => gzipSize([fileOf(`i18n/${language}.ts`)]));
  return gzipSize(shell) + Math.max(...words);
}

/** The built file of a source that is imported dynamically. */
export function fileOf(source: string): string {
  const chunk = readManifest().get(source);
  if (chunk === undefined) throw new Error(`${source} has no file of its own`);
  return chunk.file;
}
