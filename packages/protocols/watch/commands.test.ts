import { describe, expect, test } from 'vitest';
import { encodeCommand, standardOffsetMinutes, type WatchCommand } from './commands.ts';

const text = (command: WatchCommand, maker?: string): string => {
  const encoded = encodeCommand('8800000015', command, maker);
  return encoded.ok ? Buffer.from(encoded.value).toString('latin1') : encoded.error.message;
};

describe('commands', () => {
  test.each<[WatchCommand, string]>([
    [{ kind: 'locate-now' }, '0002*CR'],
    [{ kind: 'upload-every', seconds: 600 }, '000a*UPLOAD,600'],
    [{ kind: 'sos-number', slot: 1, number: '5550100' }, '000c*SOS1,5550100'],
    [{ kind: 'restart' }, '0005*RESET'],
    [{ kind: 'power-off' }, '0008*POWEROFF'],
    [{ kind: 'removal-alarm', on: true }, '0008*REMOVE,1'],
    [{ kind: 'low-battery-message', on: false }, '0008*LOWBAT,0'],
    [{ kind: 'sos-message', on: true }, '0008*SOSSMS,1'],
    [{ kind: 'time-zone', offsetMinutes: -690, language: '' }, '0009*LZ,,-11.5'],
    [{ kind: 'time-zone', offsetMinutes: 0, language: '4' }, '0007*LZ,4,+0'],
    [{ kind: 'message', text: 'é😀' }, '0014*MESSAGE,00e9d83dde00'],
    [{ kind: 'custom', content: 'WORK,6-9' }, '0008*WORK,6-9'],
    [{ kind: 'voice', data: Uint8Array.of(0x7d, 0x5b, 0x41) }, '0008*TK,}\u0001}\u0002A'],
  ])('%j', (command, wanted) => {
    expect(text(command)).toBe(`[CS*8800000015*${wanted}]`);
  });

  test('carries the letters that the device last used', () => {
    expect(text({ kind: 'restart' }, '3G')).toBe('[3G*8800000015*0005*RESET]');
  });

  test('refuses what would break the frame', () => {
    for (const content of ['a]', '[', 'a\nb', 'é', ''])
      expect(text({ kind: 'custom', content })).toContain('characters');
    expect(text({ kind: 'message', text: 'x'.repeat(20_000) })).toContain('longer');
  });
});

test('standard offsets are without summer time, north and south', () => {
  const zones = [
    'America/New_York',
    'America/Santiago',
    'Asia/Kathmandu',
    'GMT-11:30',
    'UTC+05:45',
    'Nowhere/At_All',
  ];
  expect(zones.map((zone) => standardOffsetMinutes(zone, 2026))).toEqual([-300, -240, 345, -690, 345, null]);
});
