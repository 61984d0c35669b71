import { Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Card } from './card.tsx';

export function TopicsCard({ view }: { view: InsightsView }) {
  const { t } = useTranslation('insights');
  const { status, topics } = view.topics;
  if (status !== 'completed' || topics.length === 0) return null;
  return (
    <Card title={t('topics')} edge="machine">
      <ul className="flex flex-wrap gap-1">
        {topics.map((topic) => (
          <li key={topic} className="flex max-w-full">
            <Chip icon={Tag}>
              <span className="cut leading-normal">{topic}</span>
            </Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
