import { describe, expect, test } from 'vitest';
import { changeOf, type Ground } from './edit.ts';

const ground: Ground = { kind: 'order', today: '2026-11-23', stages: ['enquiry', 'packing'] };
const typed = (words: readonly string[], kind = ground.kind) =>
  changeOf(
    words.map((word) => {
      const [path = '', text = ''] = word.split('=');
      return { path, text };
    }),
    { ...ground, kind },
  );

describe('what was typed', () => {
  test.each([
    [['cartons=1,590 ctn'], { set: { cartons: '1590' }, remove: [] }],
    [['booking_set_point=-0.5'], { set: { booking_set_point: '-0.5' }, remove: [] }],
    [['etd=6 Dec', 'owner='], { set: { etd: '2026-12-06', owner: null }, remove: [] }],
    [['incoterm=fob', 'archived=true'], { set: { incoterm: 'FOB', archived: true }, remove: [] }],
    [['stage=packing'], { set: { stage: 'packing' }, remove: [] }],
    [['lines/x=true'], { set: { 'lines/x': true }, remove: [] }],
    [['position=a0V'], { set: { position: 'a0V' }, remove: [] }],
    [['lines/x=false', 'lines/y/cartons=5'], { set: { 'lines/y/cartons': '5' }, remove: ['lines/x'] }],
    [['instructions/r1/acks/finance=true'], { set: { 'instructions/r1/acks/finance': true }, remove: [] }],
    [['owner= 跟单\n'], { set: { owner: '跟单' }, remove: [] }],
    [['payment=30 %\r\n70 %'], { set: { payment: '30 %\n70 %' }, remove: [] }],
    [['instructions/r1/change=a\n\tb'], { set: { 'instructions/r1/change': 'a\n\tb' }, remove: [] }],
    [['papers/p/containers=A\nB'], { set: { 'papers/p/containers': ['A', 'B'] }, remove: [] }],
  ])('%j becomes one change', (words, change) => {
    expect(typed(words)).toEqual({ ok: true, value: change });
  });

  test.each([
    [['cartons=lots'], 'cartons'],
    [['cartons=1.5'], 'whole number'],
    [['cartons=-1'], 'between 0 and'],
    [['booking_set_point=40'], 'between -30 and 30 °C'],
    [['booking_set_point=4°F'], '°C'],
    [['price_fob_per_carton=1.1234567'], '6 digits'],
    [['etd=someday'], 'date'],
    [['incoterm=XXX'], 'EXW'],
    [['archived=maybe'], 'true or false'],
    [['customer=product_a'], 'id'],
    [['stage=nowhere'], 'enquiry, packing'],
    [['containers/x/ventilation=20%'], 'm³/h'],
    [['position=a0!'], 'a key such as'],
    [['lines/x/position=a00'], 'a key such as'],
    [['colour=red'], "no field 'colour'"],
    [['__proto__=1'], 'not a path'],
    [['lines//cartons=1'], 'not a path'],
    [['boxes/x=true'], "no 'boxes/x'"],
    [['lines/x='], 'true or false'],
    [['lines/x=false', 'lines/x/cartons=5'], 'removed'],
    [['cartons=5', 'etd=someday'], 'etd'],
    [['number=A\nB'], 'one line'],
    [['owner=A\u0000B'], 'one line'],
    [['owner=A\u2028B'], 'one line'],
    [['instructions/r1/change=a\u001b[31m'], 'control character'],
    [['owner=\ud83e'], 'cut in two'],
    [['customer=customer_\nx'], 'one line'],
    [['customer=customer_a b'], 'id'],
    [[`copied_from=order_${'x'.repeat(41)}`], 'id'],
    [['instructions/r1/acks/boss=true'], 'packing_house'],
    [['instructions/r1/acks/boss/department=finance'], 'packing_house'],
    [['instructions/r1/acks/finance/department=quality'], 'finance'],
    [['entity/self=false'], "no 'entity/self'"],
    [[`owner=${'x'.repeat(5_000)}`], 'x…'],
    [[`${'x'.repeat(5_000)}=1`], 'x…'],
  ])('%j is refused as a whole', (words, message) => {
    const change = typed(words);
    expect(change.ok ? '' : change.error).toContain(message);
  });

  test('of a customer has a customer’s fields', () => {
    expect(typed(['name=Najd'], 'customer').ok).toBe(true);
    expect(typed(['cartons=5'], 'customer')).toEqual({
      ok: false,
      error: "a customer has no field 'cartons'",
    });
  });
});
