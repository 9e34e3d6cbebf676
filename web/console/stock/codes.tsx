import { t } from '@lingui/core/macro';
import { code128, drawingSVG, qrcode } from 'bwip-js/generic';

/** One text as QR and as Code 128, for whichever scanner there is. */
export function Codes({ text }: { readonly text: string }) {
  // Code 128 holds ASCII alone; what a telephone is called may be more, and its QR code holds it.
  const isPlain = /^[ -~]+$/.test(text);
  return (
    <>
      <Code svg={qrcode({ bcid: 'qrcode', text, scale: 3 }, drawingSVG())} name={t`QR code: ${text}`} />
      {isPlain && (
        <Code
          svg={code128({ bcid: 'code128', text, scale: 2, height: 12 }, drawingSVG())}
          name={t`Code 128: ${text}`}
        />
      )}
    </>
  );
}

/** Drawn by the library from a number of a parcel or a device alone, as bars and squares: no text of anybody's gets into the markup. */
function Code({ svg, name }: { readonly svg: string; readonly name: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
    <div role="img" aria-label={name} dangerouslySetInnerHTML={{ __html: svg }} />
  );
}
