import { t } from '@lingui/core/macro';
import { useComputedColorScheme } from '@mantine/core';
import { type MapColours, mapColours, zoneColour } from './colours.ts';
import { type MapContent, type MapSign, signsOf } from './content.ts';
import classes from './MapView.module.css';

/** What the signs on the map mean, in words: those that stand on it, and no others. */
export function MapLegend({ content }: { readonly content: MapContent }) {
  const colours = mapColours(useComputedColorScheme('light'));
  const words: Record<MapSign, string> = {
    evidence: t`fix that the alert rests on, numbered by time`,
    plain: t`fix, with the circle that holds the true place in 95 of 100 cases`,
    'plain-without-circle': t`fix; how accurate it is, the device does not say`,
    doubtful: t`doubtful fix: shown, and no evidence`,
    gap: t`no line: nobody knows the way between`,
    'exclusion-zone': t`exclusion zone`,
    'inclusion-zone': t`inclusion zone`,
    curfew: t`curfew place`,
  };
  return (
    <ul className={classes.legend}>
      {signsOf(content).map((sign) => (
        <li key={sign}>
          <svg width="16" height="12" aria-hidden="true">
            <Sign of={sign} colours={colours} />
          </svg>
          {words[sign]}
        </li>
      ))}
    </ul>
  );
}

function Sign({ of, colours }: { readonly of: MapSign; readonly colours: MapColours }) {
  switch (of) {
    case 'evidence':
    case 'plain':
    case 'plain-without-circle':
      return <circle cx="8" cy="6" r="4.5" fill={of === 'evidence' ? colours.evidence : colours.plain} />;
    case 'doubtful':
      return <circle cx="8" cy="6" r="4" fill="none" stroke={colours.doubtful} strokeWidth="1.5" />;
    case 'gap':
      return (
        <g fill={colours.plain}>
          <circle cx="3" cy="6" r="2.5" />
          <circle cx="13" cy="6" r="2.5" />
        </g>
      );
    case 'exclusion-zone':
    case 'inclusion-zone':
    case 'curfew': {
      const colour = zoneColour(of, colours);
      return (
        <circle cx="8" cy="6" r="5" fill={colour} fillOpacity="0.15" stroke={colour} strokeWidth="1.5" />
      );
    }
  }
}
