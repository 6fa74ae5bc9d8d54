module bench

go 1.18

require v.io v0.2.0

require v.io/x/lib v0.1.14 // indirect
