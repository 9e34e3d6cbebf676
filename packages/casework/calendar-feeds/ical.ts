import { formatInstant, type Millis } from '@attend/kernel';

/** One event of a calendar feed. Its texts are in no markup, and name nobody. */
export type CalendarEvent = {
  /** The same for the same thing for ever (RFC 5545, 3.8.4.7). */
  readonly uid: string;
  /** Rises with each change (3.8.7.4). */
  readonly sequence: number;
  readonly from: Millis;
  readonly to: Millis;
  readonly summary: string;
  readonly location: string | null;
  readonly cancelled: boolean;
};

/** RFC 5545, 3.3.11: backslash, comma, semicolon and line ends are escaped; other controls have no place in a text. */
export const escapeText = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

const octetsOf = (sign: string): number => {
  const point = sign.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
};

/** RFC 5545, 3.1: no line is longer than 75 octets; a longer one goes on after a line end and a space, and no character is cut. */
export function foldLine(line: string): string {
  const lines: string[] = [];
  let now = '';
  let octets = 0;
  for (const sign of line) {
    const more = octetsOf(sign);
    if (octets + more > 75) {
      lines.push(now);
      now = ' ';
      octets = 1;
    }
    now += sign;
    octets += more;
  }
  return [...lines, now].join('\r\n');
}

/** In UTC: right across clock changes in every calendar, whatever it knows of zones (3.3.5, form 2). */
const utc = (at: Millis): string =>
  formatInstant(at - (((at % 1000) + 1000) % 1000)).replaceAll(/[-:]|\.\d+/g, '');

/** `stamp`: when it was written (3.8.7.2). The same events in the same order give the same text. */
export function writeCalendar(name: string, events: readonly CalendarEvent[], stamp: Millis): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Attend//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${escapeText(event.uid)}`,
      `DTSTAMP:${utc(stamp)}`,
      `SEQUENCE:${event.sequence}`,
      `DTSTART:${utc(event.from)}`,
      `DTEND:${utc(event.to)}`,
      `SUMMARY:${escapeText(event.summary)}`,
      ...(event.location === null ? [] : [`LOCATION:${escapeText(event.location)}`]),
      `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'CLASS:CONFIDENTIAL',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}
