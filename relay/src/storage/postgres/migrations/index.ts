import { firstTables } from './0001-first-tables.ts';

/** In order; a migration's version is its place, counted from 1. Never edited once released, only added to. */
export const migrations: readonly string[] = [firstTables];
