import { createContext, useContext } from 'react';

/** The programme's time zone: every time on the console is said in it. */
export const TimezoneContext = createContext<string>('UTC');
export const useTimezone = (): string => useContext(TimezoneContext);
