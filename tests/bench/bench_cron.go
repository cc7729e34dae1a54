// The library that the product embeds, measured beside ours: usage: bench_cron FILE ZONE; prints "million_per_s N".
package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	zone, err := time.LoadLocation(os.Args[2])
	if err != nil {
		panic(err)
	}
	parser := cron.NewParser(cron.Second | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	var schedules []cron.Schedule
	for lines := bufio.NewScanner(file); lines.Scan(); {
		schedule, err := parser.Parse(lines.Text())
		if err != nil {
			panic(err)
		}
		schedules = append(schedules, schedule)
	}
	steps, start := 0, time.Now()
	for time.Since(start) < time.Second {
		for _, schedule := range schedules {
			at := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
			for i := 0; i < 50; i++ {
				next := schedule.Next(at)
				if next.IsZero() {
					break
				}
				at = next
				steps++
			}
		}
	}
	fmt.Printf("million_per_s %.3f\n", float64(steps)/time.Since(start).Seconds()/1e6)
}
