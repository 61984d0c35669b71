import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Arch, build, type Configuration, type Platform } from 'electron-builder';

const root = resolve(import.meta.dirname, '../../..');

/** Where Electron keeps its fuses in its binary; as shipped, the values are Electron's defaults. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const shippedFuses = '101100011';

export interface PackedApp {
  resources: string;
  executable: string;
}

/**
 * A copy of the project with the real build and everything that must not be shipped lying about, and an Electron
 * distribution that is only as real as packing needs: a file with a fuse wire. No tool is fetched.
 */
export async function createProject(): Promise<{
  folder: string;
  pack: (platform: Platform, executableName: string, over?: Configuration) => Promise<PackedApp>;
  remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-packaging-'));
  const project = join(folder, 'project');
  const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  await mkdir(project);
  await promisify(execFile)(process.execPath, [electronVite, 'build', '--outDir', join(project, 'out')], { cwd: root });
  await cp(join(root, 'resources'), join(project, 'resources'), { recursive: true });
  await cp(join(root, 'node_modules/better-sqlite3'), join(project, 'node_modules/better-sqlite3'), {
    recursive: true,
  });
  const { name, version, author, homepage, description, type, main, dependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const shipped = { name, version, author, homepage, description, type, main, dependencies };
  await writeFile(join(project, 'package.json'), JSON.stringify(shipped));
  await layBait(project);

  let packs = 0;
  return {
    folder: project,
    async pack(platform, executableName, over = {}) {
      packs += 1;
      const electronDist = join(folder, `electron-${packs}`);
      const output = join(folder, `dist-${packs}`);
      await mkdir(join(electronDist, 'resources'), { recursive: true });
      const wire = Buffer.concat([
        Buffer.from(fuseSentinel),
        Buffer.from([1, shippedFuses.length]),
        Buffer.from(shippedFuses),
      ]);
      await writeFile(join(electronDist, executableName.endsWith('.exe') ? 'electron.exe' : 'electron'), wire);
      await writeFile(join(electronDist, 'LICENSE'), 'Electron');
      await build({
        projectDir: project,
        targets: platform.createTarget('dir', Arch.x64),
        publish: 'never',
        config: {
          extends: join(project, 'resources/electron-builder.yml'),
          directories: { buildResources: 'resources', output },
          electronDist,
          electronVersion: '45.4.1',
          ...over,
        },
      });
      const unpacked = join(output, `${platform.name === 'windows' ? 'win' : platform.name}-unpacked`);
      return { resources: join(unpacked, 'resources'), executable: join(unpacked, executableName) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What lies about in a working copy: sources, tests, secrets, maps, data. */
async function layBait(project: string) {
  const bait = [
    '.env',
    '.npmrc',
    '.data/relay.sqlite',
    'src-main/index.ts',
    'relay/src/index.ts',
    'test/unit/some.test.ts',
    'out/main/index.js.map',
    'out/renderer/assets/app.js.map',
    'out/main/left-over.ts',
    'out/.built',
    'resources/demo-firm/contacts.json',
    'resources/signing.p12',
    'CHANGELOG.md',
  ];
  for (const path of bait) {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), 'must not be shipped');
  }
}
