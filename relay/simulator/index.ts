import { Command } from 'commander';
import { agentCommand } from './agent-command.ts';
import { ringCommand } from './ring-command.ts';
import { scenarioCommand } from './scenario-command.ts';

const program = new Command('simulate')
  .description(
    'A pretend telephone provider: sends the relay what Ringover and sipgate really send, signed as they sign.',
  )
  .addCommand(ringCommand((text) => console.log(text)))
  .addCommand(agentCommand((text) => console.log(text)))
  .addCommand(scenarioCommand((text) => console.log(text)))
  .showHelpAfterError();

await program.parseAsync();
