import { z } from 'zod';

export const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const ring = z.array(position).min(4).max(2000);
export const circle = z.object({ center: position, radius: z.number().positive().max(200_000) });
export const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) });
export const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring).min(1).max(50)).min(1).max(50),
});
/** A circle in metres, or GeoJSON's Polygon (holes allowed) or MultiPolygon. */
export const area = z.union([circle, polygon, multiPolygon]);
