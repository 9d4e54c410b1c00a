import { expect, test } from 'vitest';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { nothingUnsaved, unsavedEdits, whenClosed, whenEdited, whenSaved, whenSent } from './unsaved.ts';

const bytes = new Uint8Array([0, 0]);
const update = updateFrame(bytes);
const step2 = step2Frame(bytes);

test('only updates count, until they are saved', () => {
  const frames = [step1Frame(bytes), awarenessFrame(bytes), step2, update, update];
  const sent = frames.reduce(whenSent, nothingUnsaved);
  expect(unsavedEdits(sent)).toBe(2);
  expect(unsavedEdits(whenSaved(sent, 1))).toBe(2);
  expect(unsavedEdits(whenSaved(sent, 2))).toBe(1);
  expect(unsavedEdits(whenSaved(sent, 3))).toBe(0);
});

test('[W4] what a broken channel took with it counts until the next sync step 2 is saved', () => {
  const broken = whenClosed(whenSent(nothingUnsaved, update));
  expect(unsavedEdits(broken)).toBe(1);
  const edited = whenEdited(broken, false);
  expect(unsavedEdits(edited)).toBe(2);
  const reconnected = whenSent(whenSent(edited, update), step2);
  expect(unsavedEdits(reconnected)).toBe(3);
  expect(unsavedEdits(whenSaved(reconnected, 1))).toBe(2);
  expect(unsavedEdits(whenSaved(whenSaved(reconnected, 1), 1))).toBe(0);
  expect(unsavedEdits(whenClosed(whenSaved(reconnected, 1)))).toBe(2);
});

test('an edit on an open channel is counted by its frame', () => {
  expect(unsavedEdits(whenEdited(nothingUnsaved, true))).toBe(0);
});
