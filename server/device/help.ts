export const help = `gendan device: a device of the team without a screen, for scripts and other systems

  npm run --silent gendan -- device COMMAND --dir DIR

  init --join LINK [--person NAME]   join with the address that start prints; DIR is made
  orders | customers | products      what there is; --archived, --trashed: also what is away
  get ID                             every value of an order, customer or product
  set ID path=value ...              change values; 'path=' clears one, 'lines/x=false' removes a line;
                                     --was path=value: only while that still stands
  new order --from FILE.json         make an order of {"path": value, ..., "lines": [{...}]}
  conflicts                          what two people changed at once
  resolve ID path --take N           settle it with its Nth value
  sync [--timeout SECONDS]           send what waits, fetch what is new; gives up after 10 s without news
  watch                              stay connected, one line for each entity that changes

  --dir DIR   the device's folder
  --json      one JSON value on stdout; with watch one on each line

ID is an id or an order number. All but init and sync work without a network.

gendan check-orders FILE [--json] [--lang zh|en] says what is wrong with the orders in a file, and why; README says its
form.
gendan vectors FILE runs a file of test vectors through the rules of the trade; README says its form.
`;
