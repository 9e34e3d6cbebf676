import type { Command } from 'commander';

/** One command of `attend`: its summary for the list, and its module, loaded only when it is asked for. */
export type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<(program: Command) => void>;
};

/** All of them, in the order of CONTRACTS.md. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'up',
    summary: 'start everything on this machine: database, gateway, monitor, API and web app',
    load: async () => (await import('./up.ts')).registerUp,
  },
  {
    name: 'demo',
    summary: 'the same, with a simulated programme whose devices send real protocol bytes to the gateway',
    load: async () => (await import('./demo.ts')).registerDemo,
  },
  {
    name: 'demo-code',
    summary: 'the second-factor code with which the demo is signed in to just now',
    load: async () => (await import('./demo.ts')).registerDemoCode,
  },
  {
    name: 'decode',
    summary: 'device bytes to readings, with no server',
    load: async () => (await import('./decode.ts')).registerDecode,
  },
  {
    name: 'replay',
    summary: 'readings and conditions to alerts, with no server: the same engine, deterministic',
    load: async () => (await import('./replay.ts')).registerReplay,
  },
  {
    name: 'policy',
    summary: 'print the standard policy: every parameter with unit, bounds and reason',
    load: async () => (await import('./replay.ts')).registerPolicy,
  },
  {
    name: 'simulate',
    summary: 'make a synthetic programme: people, orders, tracks, labelled true events',
    load: async () => (await import('./simulate.ts')).registerSimulate,
  },
  {
    name: 'bench',
    summary: 'measure the product beside the least that could do the durable part of its work',
    load: async () => (await import('./bench.ts')).registerBench,
  },
  {
    name: 'enrol',
    summary: 'enrol people from lines of a file; the same line again changes nothing',
    load: async () => (await import('./enrol.ts')).registerEnrol,
  },
  {
    name: 'import-caseload',
    summary:
      'bring in an existing caseload from CSV files, a file at a time; what is in already changes nothing',
    load: async () => (await import('./import-caseload.ts')).registerImportCaseload,
  },
  {
    name: 'caseload-templates',
    summary: 'write a CSV file of each kind that import-caseload reads, to fill in',
    load: async () => (await import('./import-caseload.ts')).registerCaseloadTemplates,
  },
  {
    name: 'export-caseload',
    summary: 'write the whole caseload as CSV files, in the form in which import-caseload reads them',
    load: async () => (await import('./export-caseload.ts')).registerExportCaseload,
  },
  {
    name: 'readings',
    summary: 'what one device or participant has reported, under the same access rules and record as the API',
    load: async () => (await import('./readings.ts')).registerReadings,
  },
  {
    name: 'alerts',
    summary: 'the alerts of one device or participant, under the same access rules and record as the API',
    load: async () => (await import('./alerts.ts')).registerAlerts,
  },
  {
    name: 'verify',
    summary: 'check the audit and say where it breaks',
    load: async () => (await import('./verify.ts')).registerVerify,
  },
  {
    name: 'audit',
    summary: 'what is published of the audit: signed roots, public keys, proofs',
    load: async () => (await import('./audit.ts')).registerAudit,
  },
  {
    name: 'backup',
    summary: 'save everything but the keys into a folder, while the server works',
    load: async () => (await import('./backup.ts')).registerBackup,
  },
  {
    name: 'restore',
    summary: 'put a backup into a data folder or database that holds nothing yet',
    load: async () => (await import('./backup.ts')).registerRestore,
  },
  {
    name: 'reset',
    summary: 'a new first password for a member of staff who cannot sign in',
    load: async () => (await import('./reset.ts')).registerReset,
  },
  {
    name: 'confirm',
    summary: 'the second word on who a member of staff is, where no second person can give it',
    load: async () => (await import('./confirm.ts')).registerConfirm,
  },
  {
    name: 'keys',
    summary: 'look at, and rotate, the key-encryption keys that everybody’s keys are wrapped by',
    load: async () => (await import('./keys.ts')).registerKeys,
  },
];
