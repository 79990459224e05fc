import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { poolsQuery } from "../api/pools";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Pager } from "../design/Pager";
import { useTitle } from "../design/useTitle";
import { PoolRow } from "./PoolRow";
import "./pools.css";

const limit = 100;

export function PoolsPage() {
  useTitle("Pools");
  const [offset, setOffset] = useState(0);
  const query = useQuery(poolsQuery({ limit, offset }));
  return (
    <div className="stack">
      <h1>Pools</h1>
      <Answer query={query} what="the pools">
        {({ pools, total_entries }) =>
          pools.length === 0 ? (
            <Empty title="No pools" />
          ) : (
            <div>
              <div className="panel table-scroll" tabIndex={0} role="region" aria-label="Pools">
                <table className="table">
                  <thead>
                    <tr>
                      <th>Pool</th>
                      <th>Use</th>
                      {["Slots", "Occupied", "Running", "Queued", "Scheduled", "Deferred", "Open"].map(
                        (name) => (
                          <th key={name} className="number">
                            {name}
                          </th>
                        ),
                      )}
                    </tr>
                  </thead>
                  <tbody>
                    {pools.map((pool) => (
                      <PoolRow key={pool.name} pool={pool} />
                    ))}
                  </tbody>
                </table>
              </div>
              <Pager offset={offset} limit={limit} total={total_entries} onOffset={setOffset} />
            </div>
          )
        }
      </Answer>
    </div>
  );
}
