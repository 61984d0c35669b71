import { agentTalk } from './agent-talk.ts';
import { afterCall } from './after-call.ts';
import type { Words } from '../words.ts';
import { agent } from './agent.ts';
import { app } from './app.ts';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { connection } from './connection.ts';
import { control } from './control.ts';
import { enrolment } from './enrolment.ts';
import { imports } from './imports.ts';
import { insights } from './insights.ts';
import { matters } from './matters.ts';
import { matching } from './matching.ts';
import { messages } from './messages.ts';
import { player } from './player.ts';
import { policy } from './policy.ts';
import { popup } from './popup.ts';
import { practice } from './practice.ts';
import { reasons } from './reasons.ts';
import { receptionist } from './receptionist.ts';
import { roles } from './roles.ts';
import { routing } from './routing.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';
import { time } from './time.ts';
import { tasks } from './tasks.ts';
import { units } from './units.ts';

export const nl: Words = {
  agentTalk,
  afterCall,
  agent,
  app,
  callbacks,
  calls,
  connection,
  control,
  enrolment,
  imports,
  insights,
  matters,
  matching,
  messages,
  player,
  policy,
  popup,
  practice,
  reasons,
  receptionist,
  roles,
  routing,
  settings,
  statistics,
  time,
  tasks,
  units,
};
