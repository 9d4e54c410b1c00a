import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { buildName, buildOrder } from './server/build-name.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('client'),
  // vite-plugin-svelte looks for svelte.config.js in the root; there is none, and TypeScript in components needs none.
  plugins: [
    svelte({ configFile: false }),
    // One island only: without this list the React plugin would take every file with a .tsx or .ts ending.
    react({ include: /\/client\/editor\/.*\.tsx$/ }),
    VitePWA({
      strategies: 'generateSW',
      // The service worker waits for the user, so open tabs keep the chunks they were built with (W2).
      registerType: 'prompt',
      // client/pwa.ts registers; an injected script would stand in the page's way where there is no secure context.
      injectRegister: false,
      manifestFilename: 'manifest.webmanifest',
      manifest: {
        name: 'Gendan 跟单',
        short_name: 'Gendan',
        description: 'A board for the people who follow export orders',
        id: '/',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#F3F7F7',
        background_color: '#F3F7F7',
        icons: [
          { src: '/icons/seal.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icons/seal-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/seal-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/seal-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,webmanifest}'],
        // Lazy chunks too: who opens a note for the first time on the way must find the editor.
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/sync(\/|$)/, /^\/link(\/|$)/, /^\/healthz$/, /^\/assets\//],
        cleanupOutdatedCaches: true,
        // The first visit is served by the worker it brought, so that it may go offline at once.
        clientsClaim: true,
        // A worker of one file: no second request that could belong to another build.
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  resolve: {
    dedupe: ['yjs', 'y-protocols', 'lib0'],
    // Its usual entry is built for browsers of ten years ago.
    alias: { dexie: 'dexie/dist/modern/dexie.mjs' },
  },
  define: { __BUILD__: JSON.stringify(buildName()), __BUILD_ORDER__: JSON.stringify(buildOrder()) },
  worker: { format: 'es' },
  build: {
    outDir: path('dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2024',
    // Nothing inlined: the content security policy knows 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The editor is one lazy chunk of its own and larger than Vite's default warning.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // On a slow machine the first start would print a page of them.
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          groups: [
            // What the page opens with, in one file.
            { name: 'shell', tags: ['$initial'], priority: 10 },
            // The highest priority: an editor group once swallowed Yjs and made the lazy island eager.
            {
              name: 'yjs',
              test: /node_modules[\\/](yjs|lib0|y-protocols|y-websocket)[\\/]/,
              priority: 30,
            },
            {
              name: 'editor',
              test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tiptap|prosemirror-[a-z-]+|linkifyjs|orderedmap|rope-sequence|w3c-keyname|fast-equals)[\\/]/,
              priority: 20,
            },
          ],
        },
      },
    },
  },
  server: { port: 4610 },
});
