import { runCommand } from './cli/run-command.ts';
import { collectRarely } from './collect-rarely.ts';
import { ConfigError, readConfig } from './config.ts';
import { startRelay } from './relay.ts';

/** `node relay/src/index.ts` serves; with words behind it, it is the operator's command line. */
async function serve(): Promise<void> {
  collectRarely();
  const relay = await startRelay(readConfig());
  const stop = () => {
    relay.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

try {
  const words = process.argv.slice(2);
  if (words.length === 0) await serve();
  else
    process.exitCode = await runCommand(words, {
      environment: process.env,
      print: (line) => void process.stdout.write(`${line}\n`),
    });
} catch (error) {
  const isUsual = error instanceof ConfigError || (error as { code?: unknown }).code === 'EADDRINUSE';
  process.stderr.write(`${isUsual && error instanceof Error ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
