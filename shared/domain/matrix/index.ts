export { type Face, siteFaces } from './faces.ts';
export { FUNCTIONS, type MatrixFunction } from './functions.ts';
export { BAND_EDGES, buildMatrix, type Column, type ColumnsBy, type Matrix, type Row, type RowsBy } from './matrix.ts';
