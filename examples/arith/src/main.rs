//! A calculator: streams in all directions, errors with parameters, embedded interfaces.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::atomic::{AtomicI64, Ordering};

use v23::rpc::{InProcess, NoRecv, NoSend, ServerCall, ServerStream};
use v23::{Context, Error};

v23::include_generated!();
use arith::{
    Basic, BasicClient, Calculator, CalculatorClient, CalculatorServer, DivByZero, Errors,
    Overflow, Series,
};

#[derive(Default)]
struct Desk {
    last: AtomicI64,
}

impl Desk {
    fn keep(&self, result: i64) -> i64 {
        self.last.store(result, Ordering::Relaxed);
        result
    }
}

impl Basic for Desk {
    async fn add(&self, _: &Context, _: &ServerCall, a: i64, b: i64) -> Result<i64, Error> {
        let sum = a.checked_add(b).ok_or_else(|| Overflow {
            operation: "sum".to_owned(),
            operands: vec![a, b],
        })?;
        Ok(self.keep(sum))
    }

    async fn div_mod(
        &self,
        _: &Context,
        _: &ServerCall,
        a: i64,
        b: i64,
    ) -> Result<(i64, i64), Error> {
        let quotient = a.checked_div(b).ok_or(DivByZero {})?;
        Ok((self.keep(quotient), a - quotient * b))
    }
}

impl Series for Desk {
    async fn sum(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, NoSend, i64>,
    ) -> Result<i64, Error> {
        let mut total = 0;
        while let Some(number) = stream.recv().await? {
            total += number;
        }
        Ok(self.keep(total))
    }

    async fn primes(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, u32, NoRecv>,
        limit: u32,
    ) -> Result<(), Error> {
        for number in 2..limit {
            if (2..number).all(|divisor| number % divisor != 0) {
                stream.send(&number).await?;
            }
        }
        Ok(())
    }

    async fn running(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, f64, f64>,
    ) -> Result<(), Error> {
        let (mut sum, mut count) = (0.0, 0.0);
        while let Some(number) = stream.recv().await? {
            (sum, count) = (sum + number, count + 1.0);
            stream.send(&(sum / count)).await?;
        }
        Ok(())
    }
}

impl Calculator for Desk {
    async fn memory(&self, _: &Context, _: &ServerCall) -> Result<i64, Error> {
        Ok(self.last.load(Ordering::Relaxed))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let server = InProcess::new(CalculatorServer::new(Desk::default()));
    let calculator = CalculatorClient::new("").with_caller(server);
    let cx = Context::background();

    println!("17 / 5 = {:?}", calculator.div_mod(&cx, 17, 5).await?);

    let mut sum = calculator.sum(&cx).await?;
    for number in 1..=100 {
        sum.send(&number).await?;
    }
    println!("1 + … + 100 = {}", sum.finish().await?);

    let mut primes = calculator.primes(&cx, 20).await?;
    while let Some(prime) = primes.recv().await? {
        print!("{prime} ");
    }
    primes.finish().await?;
    println!("are prime");

    let mut running = calculator.running(&cx).await?;
    for number in [1.0, 2.0, 6.0] {
        running.send(&number).await?;
        println!("mean so far: {:?}", running.recv().await?);
    }
    running.finish().await?;

    // A client of an embedded interface, made from that of the whole.
    let basic = BasicClient::from(&calculator);
    for (a, b) in [(1, 0), (i64::MAX, 1)] {
        let outcome = match b {
            0 => basic.div_mod(&cx, a, b).await.map(|(quotient, _)| quotient),
            _ => basic.add(&cx, a, b).await,
        };
        match outcome.map_err(Errors::from) {
            Ok(number) => println!("{number}"),
            Err(Errors::DivByZero(error)) => println!("error: {error}"),
            Err(Errors::Overflow(error)) => println!("error: {error}: {:?}", error.operands),
            Err(error) => println!("something else: {error}"),
        }
    }
    println!("memory: {}", calculator.memory(&cx).await?);
    Ok(())
}
