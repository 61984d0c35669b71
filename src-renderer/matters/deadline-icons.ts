import { FileText, Gavel, Handshake, type LucideIcon } from 'lucide-react';
import type { MatterDeadline } from '../../src-preload/contract/matters.ts';

export const deadlineIcons: Record<MatterDeadline['kind'], LucideIcon> = {
  hearing: Gavel,
  deadline: FileText,
  meeting: Handshake,
};
