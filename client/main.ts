import { mount } from 'svelte';
import { parseWorkspace, type WorkspaceId } from '../shared/sync/document-name.ts';
import './styles/index.css';
import { language } from './i18n/language.svelte.ts';
import { keyInAddress } from './local/workspace-key.ts';
import { rowsOf } from './local/rows.ts';
import { fetchParts } from './state/part.svelte.ts';
import { lastWorkspace, remembered } from './state/remembered.ts';
import { Router } from './state/router.svelte.ts';
import App from './App.svelte';

const key = keyInAddress();
const fallback = parseWorkspace(remembered(lastWorkspace) ?? '') ?? ('team' as WorkspaceId);
const router = new Router(fallback);

// The tables open while the words come.
rowsOf(router.workspace);

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
void language.begin().then(() => {
  mount(App, { target, props: { router, key } });
  return fetchParts();
});
