/** Shown for `--help` and after a command that was not understood. */
export const usage = `Callbrief relay

  npm run relay                                   starts the relay (PORT, DATA_DIR, ... from the environment)
  npm run relay -- tenant create --id <id> --name <firm> --country <BE>
                         [--ringover-key <webhook key>] [--sipgate]
  npm run relay -- tenant key --id <id> --ringover-key <new webhook key>
                         [--block call|contact|search|routing]
  npm run relay -- tenant account --id <id> --ringover-api-key <API key>
                         [--ringover-base-url <https://public-api.ringover.com/v2>] [--caller-id <+32...>]
  npm run relay -- tenant account --id <id> --sipgate-token-id <id> --sipgate-token <token>
                         [--sipgate-base-url <https://api.sipgate.com/v2>] [--caller-id <+49...>]
  npm run relay -- tenant account --id <id> --sipgate-client-id <id> --sipgate-client-secret <secret>
                         --sipgate-refresh-token <token> [--caller-id <+49...>]
  npm run relay -- tenant account --id <id> --disconnect ringover|sipgate
  npm run relay -- tenant list
  npm run relay -- invite --tenant <id> --person <id>
                         [--name <full name>] [--role admin|lawyer|receptionist]
  npm run relay -- media rotate-key
  npm run relay -- receptionist render
  npm run relay -- models list
  npm run relay -- models pull <model>
  npm run relay -- models add <folder> [--id <model>]

tenant create   makes a firm and prints the addresses for the provider's dashboard
tenant key      sets Ringover's webhook key; the one before stays valid until this is done again;
                --block: of which block of Ringover's dashboard (call, unless said otherwise)
tenant account  lets the relay act on calls at the provider: dial, transfer, hold, SMS;
                --caller-id is shown to whom people without a line of their own call
tenant list     prints every firm with its addresses
invite          prints a one-time code (15 minutes) and a link that opens the app;
                with --name the person is made if the firm has no such person yet
media rotate-key  locks every recording's key with a new master key, while the relay runs
receptionist render  speaks the receptionist's fixed sentences into files, for when no voice works;
                the relay does the same when it starts
models list     prints the speech models that can be used, which are here, and their hashes
models pull     fetches one over https; run again, it goes on where it broke off
models add      takes one from a folder, for machines without a way out`;

/** Something a person can put right by typing the command again. */
export class UsageError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UsageError';
  }
}
