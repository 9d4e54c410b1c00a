import { mount } from 'svelte';
import { parseWorkspace, type WorkspaceId } from '../shared/sync/document-name.ts';
import './styles/index.css';
import { keyInAddress } from './local/workspace-key.ts';
import { remember, remembered } from './state/remembered.ts';
import { Router } from './state/router.svelte.ts';
import App from './App.svelte';

const lastWorkspace = 'gendan.workspace';

const key = keyInAddress();
const fallback = parseWorkspace(remembered(lastWorkspace) ?? '') ?? ('team' as WorkspaceId);
const router = new Router(fallback);
remember(lastWorkspace, router.workspace);

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(App, { target, props: { router, key } });
