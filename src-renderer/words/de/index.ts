import type { Words } from '../words.ts';
import { app } from './app.ts';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { connection } from './connection.ts';
import { control } from './control.ts';
import { enrolment } from './enrolment.ts';
import { insights } from './insights.ts';
import { messages } from './messages.ts';
import { player } from './player.ts';
import { popup } from './popup.ts';
import { reasons } from './reasons.ts';
import { roles } from './roles.ts';
import { routing } from './routing.ts';
import { settings } from './settings.ts';
import { tasks } from './tasks.ts';
import { units } from './units.ts';

export const de: Words = {
  app,
  callbacks,
  calls,
  connection,
  control,
  enrolment,
  insights,
  messages,
  player,
  popup,
  reasons,
  roles,
  routing,
  settings,
  tasks,
  units,
};
