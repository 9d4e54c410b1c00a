import { describe, expect, test } from 'vitest';
import { defaultLimits, formatLimit, limitNames, parseLimits } from './limits.ts';

test('[H14] nothing said: the defaults', () => {
  expect(parseLimits([])).toEqual(defaultLimits);
});

test('[H14] each bound has a setting, in the unit it is told in', () => {
  for (const name of limitNames) {
    const said = parseLimits(['queuedBytes=1GiB', `${name}=${formatLimit(name)}`]);
    expect(said).toMatchObject({ [name]: defaultLimits[name] });
  }
  expect(
    parseLimits(['documentBytes=1MiB', 'cacheBytes=0', 'firstWordWithin=500ms', 'awarenessPerSecond=7']),
  ).toEqual({
    ...defaultLimits,
    documentBytes: 1024 * 1024,
    cacheBytes: 0,
    firstWordWithin: 500,
    awarenessPerSecond: 7,
  });
});

describe('[H14] a mistake is one line that names what is wrong', () => {
  test.each([
    ['an unknown name', 'documentByte=1MiB', /'documentByte'.* documentBytes, .*queuedBytes/],
    ['a name of every object', 'constructor=1', /'constructor'/],
    ['no value', 'documentBytes', /documentBytes takes bytes, such as .* not ''/],
    ['a word', 'updatesPerSecond=many', /updatesPerSecond takes a whole number, not 'many'/],
    ['a unit of another kind', 'updatesPerSecond=1MiB', /a whole number, not '1MiB'/],
    ['an unknown unit', 'documentBytes=1MB', /not '1MB'/],
    ['a fraction', 'documentBytes=1.5MiB', /not '1.5MiB'/],
    ['a number beyond all', 'documentBytes=99999999999999GiB', /not '99999999999999GiB'/],
    ['less than anyone could live with', 'linkFrameBytes=1KiB', /768KiB or more, not '1KiB'/],
    ['more than a timer takes', 'firstWordWithin=3000000s', /3600s at most, not '3000000s'/],
    ['a document that fits no queue', 'queuedBytes=1MiB', /no less than documentBytes/],
  ])('%s', (_what, text, message) => {
    const said = parseLimits([text]);
    expect(said).toMatch(message);
    expect(said).not.toContain('\n');
  });
});
