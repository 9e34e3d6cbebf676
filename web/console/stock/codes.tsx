import { t } from '@lingui/core/macro';
import { code128, drawingSVG, qrcode } from 'bwip-js/generic';

/** White beside the code, in modules: a scanner tells by it where the code begins (ISO/IEC 18004, 5.3.8; ISO/IEC 15417, 4.4). */
const quiet = { qr: 4, code128: 10 } as const;

/** One text as QR and as Code 128, for whichever scanner there is. */
export function Codes({ text }: { readonly text: string }) {
  // Code 128 holds ASCII alone; what a telephone is called may be more, and its QR code holds it.
  const isPlain = /^[ -~]+$/.test(text);
  return (
    <>
      <Code
        svg={qrcode({ bcid: 'qrcode', text, scale: 3, padding: quiet.qr }, drawingSVG())}
        name={t`QR code: ${text}`}
      />
      {isPlain && (
        <Code
          svg={code128(
            { bcid: 'code128', text, scale: 2, height: 12, paddingwidth: quiet.code128 },
            drawingSVG(),
          )}
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
