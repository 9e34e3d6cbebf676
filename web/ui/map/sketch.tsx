import type { Position } from '@attend/kernel';
import { type MapColours, mapColours, zoneColour } from './colours.ts';
import { boxOf, type MapContent, type MapZone, namePlace, tracks } from './content.ts';
import { areaPolygons, circleRing, metresPerWorld, project, roundLength } from './geometry.ts';

const [width, height, margin] = [800, 480, 36];

/** A drawing of zones, ways and fixes to scale, where the browser has no WebGL, and on paper. */
export function Sketch({
  content,
  label,
  scheme,
}: {
  content: MapContent;
  label: string;
  scheme: 'light' | 'dark';
}) {
  const box = boxOf(content);
  if (!box) return null;
  const colours = mapColours(scheme);
  const [left, top] = project([box.west, box.north]);
  const [right, bottom] = project([box.east, box.south]);
  const scale = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
  const place = (position: Position): readonly [number, number] => {
    const [x, y] = project(position);
    return [(x - (left + right) / 2) * scale + width / 2, (y - (top + bottom) / 2) * scale + height / 2];
  };
  const path = (ring: readonly Position[]) =>
    `M${ring
      .map((point) =>
        place(point)
          .map((part) => part.toFixed(1))
          .join(' '),
      )
      .join('L')}`;
  const metresPerPixel = metresPerWorld((box.north + box.south) / 2) / scale;
  const bar = roundLength(metresPerPixel * 160);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="xMidYMid meet">
      <rect width={width} height={height} fill={colours.land} />
      {content.zones.map((zone) => (
        <g key={zone.id}>
          {areaPolygons(zone.area).map((rings) => (
            <path
              key={JSON.stringify(rings[0]?.[0])}
              d={`${rings.map(path).join('Z')}Z`}
              fill={zoneColour(zone.kind, colours)}
              fillOpacity={0.14}
              fillRule="evenodd"
              stroke={zoneColour(zone.kind, colours)}
              strokeWidth={2}
              strokeDasharray={zone.kind === 'curfew' ? '6 4' : undefined}
            />
          ))}
          <ZoneName zone={zone} place={place} colours={colours} />
        </g>
      ))}
      {content.fixes.map((fix, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: two fixes may have the same time; the order is their identity.
          key={index}
          d={`${path(circleRing([fix.lon, fix.lat], fix.accuracy ?? 0, 32))}Z`}
          fill={colours[fix.tone]}
          fillOpacity={0.07}
          stroke={colours[fix.tone]}
          strokeOpacity={0.35}
          strokeDasharray={fix.tone === 'doubtful' ? '3 3' : undefined}
        />
      ))}
      {tracks(content.fixes, content.gaps).map((run) => (
        <path
          key={run[0]}
          d={path(run.flatMap((index) => placeOf(content, index)))}
          fill="none"
          stroke={colours.plain}
          strokeWidth={2}
          strokeOpacity={0.7}
        />
      ))}
      {content.fixes.map((fix, index) => {
        const [x, y] = place([fix.lon, fix.lat]);
        const pointed = index === content.focus;
        return (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={index}
          >
            <circle
              cx={x}
              cy={y}
              r={pointed ? 8 : 4}
              fill={fix.tone === 'doubtful' ? colours.halo : colours[fix.tone]}
              stroke={pointed ? colours.focus : fix.tone === 'doubtful' ? colours.doubtful : colours.halo}
              strokeWidth={pointed ? 3 : 1.5}
            />
            {fix.label && (
              <text
                x={x + 8}
                y={y - 6}
                fontSize={15}
                fill={colours.text}
                stroke={colours.halo}
                strokeWidth={3}
                paintOrder="stroke"
              >
                {fix.label}
              </text>
            )}
          </g>
        );
      })}
      <g transform={`translate(${margin} ${height - 20})`} fill={colours.text} stroke={colours.text}>
        <path d={`M0-6V0H${bar / metresPerPixel}V-6`} fill="none" strokeWidth={1.5} />
        <text x={6} y={-8} fontSize={14} stroke="none">
          {bar >= 1000 ? `${bar / 1000} km` : `${bar} m`}
        </text>
      </g>
    </svg>
  );
}

type ZoneNameProps = {
  readonly zone: MapZone;
  readonly place: (position: Position) => readonly [number, number];
  readonly colours: MapColours;
};

function ZoneName({ zone, place, colours }: ZoneNameProps) {
  const over = namePlace(zone.area);
  if (!over) return null;
  const [x, y] = place(over);
  return (
    <text
      x={x}
      y={y - 6}
      fontSize={16}
      textAnchor="middle"
      fill={zoneColour(zone.kind, colours)}
      stroke={colours.halo}
      strokeWidth={3}
      paintOrder="stroke"
    >
      {zone.name}
    </text>
  );
}

function placeOf(content: MapContent, index: number): readonly Position[] {
  const fix = content.fixes[index];
  return fix ? [[fix.lon, fix.lat]] : [];
}
