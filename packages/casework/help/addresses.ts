/** Letters and digits alone, without accents: «12 Elm St., Apt 4» and «12 elm st apt 4» are one place. */
const plain = (text: string): string =>
  ` ${text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/**
 * HLP-5: whether a text tells one of these addresses: it holds the whole of it, or its first line (number and street), or is the
 * beginning of it. A word or two alone tell nothing.
 */
export function tellsAddress(text: string, addresses: readonly string[]): boolean {
  const said = plain(text);
  return addresses.some((address) => {
    const whole = plain(address);
    const street = plain(address.split(/[\n,;]/)[0] ?? '');
    const isPlace = (part: string): boolean => /\p{N}/u.test(part) && part.trim().split(' ').length > 1;
    return (
      (whole.trim() !== '' && said.includes(whole)) ||
      (isPlace(street) && said.includes(street)) ||
      (isPlace(said) && whole.startsWith(said))
    );
  });
}
