import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { findScenario, listScenarios } from './scenario/find-scenario.ts';
import { planScenario } from './scenario/plan-scenario.ts';
import { playScenario, type PlayedTold } from './scenario/play-scenario.ts';
import { ScenarioError } from './scenario/scenario-error.ts';
import { summariseAcknowledgements } from './summary.ts';
import { createSign, WireNotConfigured, type WireSide } from './told/wires.ts';

interface ScenarioOptions {
  list?: true;
  speed: number;
  retryFor: number;
  relay: string;
  publicUrl?: string;
  hookToken?: string;
  key?: string;
  contactKey?: string;
  searchKey?: string;
  routingKey?: string;
  privateKey?: string;
  sipgateSecret?: string;
  signature: 'v1' | 'v3' | 'both';
}

/** `scenario`: plays one scenario file. Ends with 1 when it cannot be read or anything was not acknowledged. */
export function scenarioCommand(print: (text: string) => void): Command {
  return new Command('scenario')
    .description('plays the life of a call from a file, with its disorder and faults')
    .argument('[scenario]', 'a name of --list, or a YAML file')
    .option('--list', 'say which there are')
    .option('--speed <times>', '10: what takes ten seconds takes one', speed, 1)
    .option('--retry-for <seconds>', 'go on after 5xx or silence', seconds, 30)
    .option('--relay <url>', 'the relay', 'http://localhost:8000')
    .option('--public-url <url>', 'its public address, where that is not --relay; it is signed')
    .option('--hook-token <token>', 'secret part of the webhook address')
    .addOption(new Option('--key <key>', 'Ringover webhook key').env('RINGOVER_WEBHOOK_SECRET'))
    .option('--contact-key <key>', 'of the contact block; --key when absent')
    .option('--search-key <key>', 'of the contact search block; --key when absent')
    .option('--routing-key <key>', 'of the smart routing block; --key when absent')
    .option('--private-key <file>', 'PEM whose public half the tenant trusts (sipgate)')
    .option('--sipgate-secret <secret>', 'webhook_secret of sipgate’s JSON dialect')
    .addOption(new Option('--signature <kind>', 'of Ringover').choices(['v1', 'v3', 'both']).default('both'))
    .action(async (nameOrFile: string | undefined, options: ScenarioOptions, command: Command) => {
      try {
        if (options.list) print(await listed());
        else if (nameOrFile === undefined) command.error('error: say which scenario, or --list');
        else if (!(await play(nameOrFile, options, print))) process.exitCode = 1;
      } catch (error) {
        if (!(error instanceof ScenarioError || error instanceof WireNotConfigured)) throw error;
        command.error(`error: ${error.message}`);
      }
    });
}

async function listed(): Promise<string> {
  const scenarios = await listScenarios();
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, title }) => `${name.padEnd(widest)}  ${title}`).join('\n');
}

async function play(nameOrFile: string, options: ScenarioOptions, print: (text: string) => void): Promise<boolean> {
  const scenario = await findScenario(nameOrFile);
  const sign = createSign(await sideOf(options));
  const plan = planScenario(scenario, { startAt: new Date(), speed: options.speed });
  print(scenario.title);
  if (plan.healAtMs !== null) print('Healing needs the provider’s REST API, which is not played here.');
  const results = await playScenario(plan, {
    sign,
    pace: 'live',
    giveUpAfterMs: options.retryFor * 1000,
    onResult: (result) => print(lineOf(result)),
  });
  for (const told of plan.lost) print(`${told.event.padEnd(24)} lost on the way`);
  const { text, ok } = summariseAcknowledgements(results.map(({ acknowledgement }) => acknowledgement));
  print(text);
  return ok;
}

function lineOf({ told, attempt, acknowledgement }: PlayedTold): string {
  const at = `${(told.atMs / 1000).toFixed(1)}s`.padStart(8);
  const again = attempt > 1 ? ' (again)' : '';
  const tries = acknowledgement.tries > 1 ? ` after ${acknowledgement.tries} tries` : '';
  return `${told.event.padEnd(24)}${at} ${acknowledgement.status}${tries}${again} ${acknowledgement.body.slice(0, 120)}`;
}

async function sideOf(options: ScenarioOptions): Promise<WireSide> {
  const { publicUrl, hookToken, key, contactKey, searchKey, routingKey, privateKey, sipgateSecret } = options;
  return {
    relayUrl: options.relay,
    signatures: options.signature,
    ...(publicUrl === undefined ? {} : { publicBaseUrl: publicUrl }),
    ...(hookToken === undefined ? {} : { hookToken }),
    ...(key === undefined ? {} : { ringoverKey: key }),
    ...(contactKey === undefined ? {} : { contactKey }),
    ...(searchKey === undefined ? {} : { searchKey }),
    ...(routingKey === undefined ? {} : { routingKey }),
    ...(privateKey === undefined ? {} : { sipgatePrivateKeyPem: await readFile(privateKey, 'utf8') }),
    ...(sipgateSecret === undefined ? {} : { sipgateSecret }),
  };
}

function speed(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 1_000) return value;
  throw new InvalidArgumentError('Not a number above 0, at most 1000.');
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Not a number of 0 or more.');
}
