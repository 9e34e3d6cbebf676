import type { Case, Millis, ProtocolName } from '@attend/kernel';

/** What one person is enrolled from: `attend enrol`'s line with every absent thing said as null or empty. */
export type EnrolLine = {
  readonly participant: {
    /** The agency's own reference. */
    readonly id: string;
    readonly name: string;
    readonly preferredName: string | null;
    readonly pronouns: string | null;
    readonly languages: readonly string[];
    /** The office's name. */
    readonly office: string | null;
    /** The officer's e-mail address. */
    readonly officer: string | null;
    /** The name of a provider that has worked with the person since the device was theirs. Absent: none. */
    readonly provider?: string | undefined;
  };
  readonly device: { readonly id: string; readonly protocol: ProtocolName; readonly model: string | null };
  readonly court: { readonly name: string | null; readonly caseNumber: string | null } | null;
  readonly order: {
    readonly reference: string | null;
    readonly legalBasis: string | null;
    readonly reviewAt: Millis | null;
    readonly necessity: string | null;
    readonly lesserMeans: string | null;
    readonly vulnerability: string | null;
    readonly representations: string | null;
    readonly reasons: string | null;
  };
  /** What screens call a condition's zone, by the condition's id. */
  readonly names: Readonly<Record<string, string>>;
  readonly case: Case;
};
