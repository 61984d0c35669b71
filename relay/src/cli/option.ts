import { z } from 'zod';
import type { Options } from './run-command.ts';
import { UsageError } from './usage.ts';

const filled = z.string().trim().min(1, 'must not be empty').max(200);

/** @throws UsageError when the option is missing or has not the shape */
export function needed<T>(options: Options, name: string, shape: z.ZodType<T> | z.ZodString = filled): T {
  const given = options[name];
  if (given === undefined) throw new UsageError(`--${name} is missing.`);
  const read = shape.safeParse(given);
  if (!read.success) throw new UsageError(`--${name}: ${read.error.issues[0]?.message ?? 'not valid'}.`);
  return read.data as T;
}
