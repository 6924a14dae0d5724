/**
 * The assignment problem: each row gets a column of its own so that the sum of costs is as small as it can be. Exact.
 * Source: the Hungarian algorithm with row and column prices (Kuhn 1955, Munkres 1957), one shortest path a row, in the
 * form of cp-algorithms.com/graph/hungarian-algorithm.html. O(rows * rows * columns): nothing for 8 faces.
 */

/**
 * `costs[row][column]`: finite, any sign; rows of the same length, at least as many columns as rows.
 * Returns each row's column.
 */
export function assignCheapest(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length;
  const columns = rows === 0 ? 0 : costs[0].length;
  // Rows and columns count from 1 here. Column 0 holds the row that is being placed; row 0 stands for "free".
  const rowPrice = new Array<number>(rows + 1).fill(0);
  const columnPrice = new Array<number>(columns + 1).fill(0);
  const rowOf = new Array<number>(columns + 1).fill(0);

  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const distance = new Array<number>(columns + 1).fill(Infinity);
    const cameFrom = new Array<number>(columns + 1).fill(0);
    const reached = new Array<boolean>(columns + 1).fill(false);
    let column = 0;
    do {
      reached[column] = true;
      let nearest = 0;
      let step = Infinity;
      for (let other = 1; other <= columns; other++) {
        if (reached[other]) continue;
        const here = rowOf[column];
        const through = costs[here - 1][other - 1] - rowPrice[here] - columnPrice[other];
        if (through < distance[other]) {
          distance[other] = through;
          cameFrom[other] = column;
        }
        if (distance[other] < step) {
          step = distance[other];
          nearest = other;
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (reached[other]) {
          rowPrice[rowOf[other]] += step;
          columnPrice[other] -= step;
        } else {
          distance[other] -= step;
        }
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    // Each row on the path moves on to the column that the path reached it by.
    while (column !== 0) {
      rowOf[column] = rowOf[cameFrom[column]];
      column = cameFrom[column];
    }
  }

  const columnOf = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    if (rowOf[column] !== 0) columnOf[rowOf[column] - 1] = column - 1;
  }
  return columnOf;
}
