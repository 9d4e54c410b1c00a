import { loadClient } from './client-files.ts';
import { StartFailure } from './failure.ts';
import { log } from './log.ts';
import { help, isLoopback, parseOptions, type Options } from './options.ts';
import { startRelay, type Relay } from './relay.ts';

const parsed = parseOptions(process.argv.slice(2), process.env);
switch (parsed.kind) {
  case 'help':
    process.stdout.write(help);
    break;
  case 'mistake':
    fail(parsed.message);
    break;
  case 'run':
    await run(parsed.options);
    break;
}

async function run(options: Options): Promise<void> {
  try {
    const relay = await startRelay(options, () => loadClient(options.client));
    stopOnSignals(relay);
    announce(relay, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    fail(error instanceof StartFailure ? error.message : error.message || error.name);
    process.exit(1);
  }
}

/** Before anything is printed: whoever reads the address may stop the relay at once. */
function stopOnSignals(relay: Relay): void {
  const stop = () => {
    relay.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(`stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function announce({ addresses }: Relay, { tls, host }: Options): void {
  const [first, ...others] = addresses;
  process.stdout.write(`Gendan is ready: ${first ?? ''}\n`);
  for (const other of others) process.stdout.write(`For colleagues on this network: ${other}\n`);
  if (!tls && !isLoopback(host)) {
    log(
      'over plain http other machines cannot install the app or open it offline; --tls-cert and --tls-key turn https on',
    );
  }
}

function fail(message: string): void {
  log(message);
  process.exitCode = 1;
}
