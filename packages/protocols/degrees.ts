/** How devices write a coordinate. */

/**
 * `ddmm.mmmm` (or with three digits of degrees), never negative. Rounded as a whole number of the last digit, so that
 * minutes never read 60.
 */
export function writeDegreesMinutes(degrees: number, degreeDigits: 2 | 3, decimals: number): string {
  const unit = 10 ** decimals;
  const total = Math.round(Math.abs(degrees) * 60 * unit);
  const whole = Math.floor(total / (60 * unit));
  const rest = total - whole * 60 * unit;
  const minutes = `${Math.floor(rest / unit)}`.padStart(2, '0');
  const fraction = `${rest % unit}`.padStart(decimals, '0');
  return `${`${whole}`.padStart(degreeDigits, '0')}${minutes}.${fraction}`;
}

export const latitudeLetter = (lat: number): 'N' | 'S' => (lat < 0 ? 'S' : 'N');
export const longitudeLetter = (lon: number): 'E' | 'W' => (lon < 0 ? 'W' : 'E');
