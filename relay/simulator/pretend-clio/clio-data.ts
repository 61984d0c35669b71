/** What somebody has at the pretend Clio. */
export interface ClioData {
  users: { id: number; name: string; email: string; enabled: boolean }[];
  matters: { id: number; display_number: string }[];
  contacts: { id: number; name: string; type: 'Person' | 'Company' }[];
  activityDescriptions: { id: number; name: string; utbms_activity: { id: number; code: string } | null }[];
  communications: ClioCommunication[];
  activities: ClioActivity[];
}

export interface ClioCommunication {
  id: number;
  type: string;
  subject: string;
  body: string;
  date: string;
  received_at?: string;
  matter?: { id: number };
  senders?: { id: number; type: string }[];
  receivers?: { id: number; type: string }[];
  external_properties?: { name: string; value: string }[];
}

export interface ClioActivity {
  id: number;
  type: string;
  date: string;
  /** Seconds. */
  quantity: number;
  note: string;
  matter?: { id: number };
  user?: { id: number };
  activity_description?: { id: number };
  communication?: { id: number };
  created_at: string;
}

export const emptyClio = (): ClioData => ({
  users: [],
  matters: [],
  contacts: [],
  activityDescriptions: [],
  communications: [],
  activities: [],
});
