import { practice } from '@callbrief/relay/wire/practice';
import { z } from 'zod';

export const practiceSchemas = { 'practice:get': z.undefined(), 'practice:save': practice };
