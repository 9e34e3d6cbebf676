import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleFilled,
  IconPointFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Severity.module.css';
import { type Severity, severityWords } from './words/alerts.ts';

/** Shape and word besides the colour, so that no one depends on the colour. */
const shapes: Record<Severity, ReactNode> = {
  critical: <IconAlertOctagonFilled size={14} aria-hidden />,
  high: <IconAlertTriangleFilled size={14} aria-hidden />,
  medium: <IconCircleFilled size={11} aria-hidden />,
  low: <IconPointFilled size={14} aria-hidden />,
};

export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`${classes.badge} ${classes[severity]}`}>
      {shapes[severity]}
      {severityWords(severity)}
    </span>
  );
}

type Tone = Severity | 'good' | 'fresh' | 'plain';
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`${classes.badge} ${classes.tag} ${classes[tone]}`}>{children}</span>;
}
