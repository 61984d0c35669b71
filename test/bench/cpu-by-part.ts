import { readdir, readFile } from 'node:fs/promises';

/** Of proc(5): `CLK_TCK` on Linux. */
const TICK_MS = 10;

/** Processor time of a process by what has it (ms): `main`, threads by their names, and its children by theirs. */
export async function cpuByPart(pid: number): Promise<Record<string, number>> {
  const spent: Record<string, number> = {};
  const add = (name: string, ms: number) => (spent[name] = (spent[name] ?? 0) + ms);
  for (const tid of await readdir(`/proc/${pid}/task`)) {
    const stat = await statOf(`/proc/${pid}/task/${tid}/stat`);
    if (stat === null) continue;
    add(tid === String(pid) ? 'main' : stat.name, stat.ms);
    const children = await readFile(`/proc/${pid}/task/${tid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter((one) => one !== '')) {
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      const own = await statOf(`/proc/${child}/stat`);
      if (own !== null) add(command.includes('ears-process') ? 'hearing' : own.name, own.ms);
    }
  }
  const whole = await statOf(`/proc/${pid}/stat`);
  add('children that ended', whole?.endedMs ?? 0);
  return spent;
}

/** The process in whose name one part of the work is done. Null: there is none. */
export async function childNamed(pid: number, word: string): Promise<number | null> {
  for (const tid of await readdir(`/proc/${pid}/task`)) {
    const children = await readFile(`/proc/${pid}/task/${tid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter((one) => one !== '')) {
      const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(word)) return Number(child);
    }
  }
  return null;
}

async function statOf(path: string): Promise<{ name: string; ms: number; endedMs: number } | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  const read = text === null ? null : /^\d+ \((.*)\) (.*)$/s.exec(text);
  if (!read) return null;
  const fields = (read[2] ?? '').split(' ');
  // utime, stime, cutime, cstime are the fields 14 to 17.
  const at = (field: number) => Number(fields[field - 3]) * TICK_MS;
  return { name: read[1] ?? '', ms: at(14) + at(15), endedMs: at(16) + at(17) };
}
