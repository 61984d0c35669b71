import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDemoData } from '../demo-data.ts';
import { pretendPerson, type PretendPerson } from '../life/person.ts';
import { readScenario } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioError } from './scenario-error.ts';

/** Those that come with the simulator. */
export const scenarioFolder = join(import.meta.dirname, '..', 'scenarios');

/** The demo firm's people, whom every scenario may name. */
export async function demoPeople(): Promise<PretendPerson[]> {
  const { firm } = await readDemoData();
  return firm.people.map(pretendPerson);
}

/** All that come with the simulator, by name. @throws ScenarioError */
export async function listScenarios(folder = scenarioFolder): Promise<Scenario[]> {
  const people = await demoPeople();
  const files = await filesIn(folder);
  return Promise.all(files.map(async (name) => readScenario(await readFile(join(folder, name), 'utf8'), name, people)));
}

/**
 * @param nameOrFile `blind-transfer`, or the path of a file
 * @throws ScenarioError, also when there is no such scenario
 */
export async function findScenario(nameOrFile: string, folder = scenarioFolder): Promise<Scenario> {
  const isFile = /[/\\]|\.ya?ml$/.test(nameOrFile);
  const path = isFile ? nameOrFile : join(folder, `${nameOrFile}.yaml`);
  let text;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const names = (await filesIn(folder)).map((name) => name.replace(/\.yaml$/, ''));
    const there = isFile ? '' : `; there are ${names.join(', ')}`;
    throw new ScenarioError(nameOrFile, [{ line: null, field: '', message: `no such scenario${there}` }]);
  }
  return readScenario(text, isFile ? nameOrFile : `${nameOrFile}.yaml`, await demoPeople());
}

const filesIn = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
