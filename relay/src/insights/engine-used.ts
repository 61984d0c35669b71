import type { EngineUsed } from '../wire/insights.ts';
import type { EngineFacts } from './ports.ts';

/** For the record, beside what the engine made. */
export const engineUsedOf = ({ id, leavesMachine, region }: EngineFacts): EngineUsed => ({ id, leavesMachine, region });
