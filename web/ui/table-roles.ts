/**
 * A table whose rows are laid out as a grid is no table any more for some browsers' accessibility trees: the roles are
 * said explicitly, to be spread into the elements.
 */
export const asTable = { role: 'table' } as const;
export const asGroup = { role: 'rowgroup' } as const;
export const asRow = { role: 'row' } as const;
export const asHead = { role: 'columnheader', scope: 'col' } as const;
export const asCell = { role: 'cell' } as const;
