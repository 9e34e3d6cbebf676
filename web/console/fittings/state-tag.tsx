import { Tag } from '../../ui/Severity.tsx';
import { stateWords } from './view.ts';
import type { StepState } from './work.ts';

const tones = { 'to-do': 'plain', waiting: 'medium', refused: 'critical', done: 'good' } as const;
export const StateTag = ({ state }: { readonly state: StepState }) => (
  <Tag tone={tones[state]}>{stateWords(state)}</Tag>
);
